package io.coterie.campaign.support;

import io.coterie.testkit.SmtpResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The way to the SMTP server of the test kit. While it is shut, connections are refused and open ones are cut.
public final class SmtpGate implements QuarkusTestResourceLifecycleManager {
    private static final List<Socket> OPEN = new CopyOnWriteArrayList<>();
    private static @Nullable ServerSocket gate;
    private static int port;
    private static int server;

    @Override
    public Map<String, String> start() {
        server = Integer.parseInt(new SmtpResource().start().get("coterie.smtp.port"));
        open();
        return Map.of("coterie.smtp.host", "127.0.0.1", "coterie.smtp.port", Integer.toString(port));
    }

    @Override
    public void stop() {
        shut();
    }

    public static synchronized void open() {
        try {
            ServerSocket fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            port = fresh.getLocalPort();
            gate = fresh;
            Thread.ofVirtual().start(() -> accept(fresh));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static synchronized void shut() {
        ServerSocket old = gate;
        gate = null;
        if (old != null) {
            close(old);
            OPEN.forEach(SmtpGate::close);
            OPEN.clear();
        }
    }

    private static void accept(ServerSocket gate) {
        while (!gate.isClosed()) {
            try {
                Socket client = gate.accept();
                Socket target = new Socket(InetAddress.getLoopbackAddress(), server);
                OPEN.addAll(List.of(client, target));
                Thread.ofVirtual().start(() -> pump(client, target));
                Thread.ofVirtual().start(() -> pump(target, client));
            } catch (IOException closed) {
                // the gate was shut
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // one side is gone: so is the other
        }
        OPEN.removeAll(List.of(from, to));
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception gone) {
            // it is closed
        }
    }
}
