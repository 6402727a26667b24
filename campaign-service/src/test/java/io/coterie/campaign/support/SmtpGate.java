package io.coterie.campaign.support;

import io.coterie.testkit.SmtpResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The way to the SMTP server of the test kit. While it is shut, connections are cut before a word is said.
public final class SmtpGate implements QuarkusTestResourceLifecycleManager {
    private static final Set<Socket> OPEN = ConcurrentHashMap.newKeySet();
    private static boolean shut;
    private @Nullable ServerSocket gate;

    @Override
    public Map<String, String> start() {
        try {
            int server = Integer.parseInt(new SmtpResource().start().get("coterie.smtp.port"));
            ServerSocket fresh = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            gate = fresh;
            Thread.ofPlatform().daemon().start(() -> accept(fresh, server));
            return Map.of("coterie.smtp.host", "127.0.0.1", "coterie.smtp.port", "" + fresh.getLocalPort());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        if (gate != null) {
            close(gate);
        }
    }

    public static synchronized void open() {
        shut = false;
    }

    public static synchronized void shut() {
        shut = true;
        OPEN.forEach(SmtpGate::close);
        OPEN.clear();
    }

    private static void accept(ServerSocket gate, int server) {
        while (!gate.isClosed()) {
            try {
                connect(gate.accept(), server);
            } catch (IOException closed) {
                // the next one, or the tests are over
            }
        }
    }

    private static synchronized void connect(Socket client, int server) throws IOException {
        if (shut) {
            client.close();
            return;
        }
        Socket target = new Socket(InetAddress.getLoopbackAddress(), server);
        OPEN.addAll(Set.of(client, target));
        Thread.ofPlatform().daemon().start(() -> pump(client, target));
        Thread.ofPlatform().daemon().start(() -> pump(target, client));
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // one side is gone: so is the other
        }
        OPEN.removeAll(Set.of(from, to));
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception gone) {
            // it is closed
        }
    }
}
