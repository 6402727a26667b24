package io.coterie.campaign.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// An SMTP server that says what a test wants: an answer per command, or `hang up`. Without one it agrees.
final class ScriptedServer implements AutoCloseable {
    static final String HANG_UP = "hang up";
    /// The end of the mail, as a command.
    static final String DOT = ".";

    private static final Map<String, String> AGREES = Map.of("DATA", "354 go on", "QUIT", "221 bye");

    final List<String> heard = new ArrayList<>();
    private final ServerSocket socket;
    private volatile Map<String, String> script = Map.of();
    final AtomicInteger connections = new AtomicInteger();

    ScriptedServer() {
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    void says(Map<String, String> answers) {
        script = answers;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                connections.incrementAndGet();
                converse(client);
            } catch (IOException gone) {
                // the next one, or the test is over
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = client.getOutputStream();
        answer(out, "220 ready");
        boolean inMail = false;
        String line;
        while ((line = in.readLine()) != null) {
            if (inMail && !line.equals(DOT)) {
                continue;
            }
            String command = line.split("[ :]", 2)[0];
            heard.add(command);
            String answer = script.getOrDefault(command, AGREES.getOrDefault(command, "250 fine"));
            if (answer.equals(HANG_UP)) {
                return;
            }
            inMail = answer.startsWith("354");
            answer(out, answer);
        }
    }

    private static void answer(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed
        }
    }
}
