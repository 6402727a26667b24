package io.coterie.local.inbox;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/// An SMTP server that delivers nothing and keeps every mail as it came, duplicates included.
public final class Inbox implements AutoCloseable {
    private static final int LARGEST_MAIL = 10 * 1024 * 1024;
    private static final int MOST_CONNECTIONS = 500;

    private final MailStore store;
    private final MailFaults faults;
    private final SMTPServer server;

    private Inbox(MailStore store, MailFaults faults, SMTPServer server) {
        this.store = store;
        this.faults = faults;
        this.server = server;
    }

    /// @param folder where the mails are kept
    /// @param port 0 for any free one
    public static Inbox open(Path folder, int port, Clock clock) {
        var store = new MailStore(folder, clock);
        var faults = new MailFaults();
        var server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("coterie inbox")
                .maxConnections(MOST_CONNECTIONS)
                .maxMessageSize(LARGEST_MAIL)
                .insertReceivedHeaders(false)
                .messageHandlerFactory(context -> new Arrival(store, (Session) context, faults.meet()))
                .build();
        server.start();
        return new Inbox(store, faults, server);
    }

    public int port() {
        return server.getPortAllocated();
    }

    /// Newest first.
    ///
    /// @param to an address among the envelope's recipients, in any case; empty for all mails
    public List<KeptMail> mails(String to, int limit) {
        return mails(to, "", limit);
    }

    public int count(String to) {
        return store.count(to);
    }

    public void clear() {
        store.clear();
    }

    @Override
    public void close() {
        server.stop();
    }

    MailFaults faults() {
        return faults;
    }

    List<KeptMail> mails(String to, String after, int limit) {
        return store.page(to, after, limit).stream().map(this::read).toList();
    }

    Optional<KeptMail> mail(String id) {
        return store.find(id).stream().map(this::read).findFirst();
    }

    Optional<byte[]> raw(String id) {
        return store.find(id).stream().map(store::raw).findFirst();
    }

    private KeptMail read(Mail mail) {
        return MailReader.read(mail, store.raw(mail));
    }
}
