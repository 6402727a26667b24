package io.coterie.local.stack;

import io.coterie.local.clock.ClockEndpoint;
import io.coterie.local.clock.MovableClock;
import io.coterie.local.http.LocalHttp;
import io.coterie.local.http.Reply;
import io.coterie.local.http.Request;
import io.coterie.local.inbox.Inbox;
import io.coterie.local.inbox.InboxEndpoint;
import io.coterie.local.inbox.InboxPage;
import io.coterie.local.inbox.MailFaultsEndpoint;
import io.coterie.local.oidc.Issuer;
import io.coterie.local.oidc.IssuerEndpoint;
import io.coterie.local.state.StateFolder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;

/// The local stack in one process. The inbox, the clock and the issuer open at once; `POST /parts` starts the
/// servers that are not running and answers when all are ready. Their addresses, which hold passwords, are then in
/// the file [#ADDRESSES]. `DELETE /parts/amqp` stops one of them, for tests of outages.
public final class Stack implements AutoCloseable {
    public static final String PARTS = "/parts";
    public static final String CLOCK_FILE = "clock";
    public static final String ADDRESSES = "addresses.json";

    private final StateFolder folder;
    private final Inbox inbox;
    private final LocalHttp http;
    private final Map<String, Part<?>> parts;

    private Stack(StateFolder folder, Inbox inbox, LocalHttp http, Map<String, Part<?>> parts) {
        this.folder = folder;
        this.inbox = inbox;
        this.http = http;
        this.parts = parts;
    }

    /// Arguments: the state folder, then the ports in the order of [StackPorts].
    public static void main(String[] arguments) {
        var port = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
        var stack = open(
                StateFolder.open(Path.of(arguments[0])), new StackPorts(port[0], port[1], port[2], port[3], port[4]));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    }

    static Stack open(StateFolder folder, StackPorts ports) {
        var clock = MovableClock.open(folder.file(CLOCK_FILE));
        var inbox = Inbox.open(folder.directory("inbox"), ports.smtp(), Clock.systemUTC());
        var http = LocalHttp.open(ports.http());
        var issuer = Issuer.open(folder, URI.create(http.uri() + IssuerEndpoint.PATH));
        var stack = new Stack(
                folder,
                inbox,
                http,
                Map.of(
                        "postgresql", new Databases(folder, ports.postgresql()),
                        "amqp", new Broker(folder, ports.amqp()),
                        "mongodb", new Documents(folder, ports.mongodb())));
        http.serve(InboxPage.PATH, new InboxPage())
                .serve(InboxEndpoint.PATH, new InboxEndpoint(inbox))
                .serve(MailFaultsEndpoint.PATH, new MailFaultsEndpoint(inbox))
                .serve(ClockEndpoint.PATH, new ClockEndpoint(clock))
                .serve(IssuerEndpoint.PATH, new IssuerEndpoint(issuer))
                .serve(PARTS, stack::answerParts);
        return stack;
    }

    @Override
    public void close() {
        http.close();
        inbox.close();
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            parts.values().forEach(part -> each.execute(part::close));
        }
    }

    private Reply answerParts(Request request) {
        var part = parts.get(request.path().substring(Math.min(request.path().length(), PARTS.length() + 1)));
        if (request.method().equals("POST") && request.path().equals(PARTS)) {
            return ensureParts();
        }
        if (request.method().equals("DELETE") && part != null) {
            part.close();
            return Reply.json(200, Map.of("stopped", true));
        }
        return Reply.notFound(request);
    }

    private Reply ensureParts() {
        var addresses = new ConcurrentSkipListMap<String, Address>();
        var failures = new ConcurrentSkipListMap<String, String>();
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            parts.forEach((name, part) -> each.execute(() -> {
                try {
                    addresses.put(name, part.ensure());
                } catch (RuntimeException e) {
                    e.printStackTrace();
                    failures.put(name, String.valueOf(e.getMessage()));
                }
            }));
        }
        if (!failures.isEmpty()) {
            return Reply.problem(500, failures.toString());
        }
        Addresses.write(folder, addresses);
        return Reply.json(200, Map.of("started", addresses.keySet()));
    }
}
