package io.coterie.systemtest.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The packaged suite, running, in the test's hands.
public final class Suite implements AutoCloseable {
    /// A mail server that says nothing for three seconds is away: so an uncertain mail is known as one within the test.
    private static final Map<String, String> SETTINGS = Map.of("COTERIE_SMTP_TIMEOUT", "PT3S");

    private static final boolean KEEP = Boolean.getBoolean("coterie.keep");

    private final Launcher launcher;
    private JsonNode status;
    private final Supplier<String> token;
    private final Map<ServiceName, Rows> rows = new EnumMap<>(ServiceName.class);
    private final Documents documents;

    private Suite(Launcher launcher) {
        this.launcher = launcher;
        this.status = Http.parsed(launcher.ask("status", "--json"));
        this.token = new Token(launcher);
        ServiceName.WITH_TABLES.forEach(service -> rows.put(service, rowsOf(service)));
        this.documents = new Documents(url("mongodb"));
    }

    /// A suite with no past. With `-Dcoterie.keep=true`, for whoever works on these tests, the one that runs already,
    /// if any, which is then left running.
    public static Suite startWithNothing() {
        return startWithNothing(Launcher.ofThisBuild().with(SETTINGS));
    }

    /// Another one with no past, with settings of its own, beside whatever runs.
    public static Suite beside(String name, Map<String, String> settings) {
        var all = new HashMap<>(SETTINGS);
        all.putAll(settings);
        return startWithNothing(Launcher.ofThisBuild().beside(name).with(all));
    }

    private static Suite startWithNothing(Launcher launcher) {
        if (!KEEP) {
            launcher.run("down");
            launcher.wipe();
        }
        assertThat(launcher.run("up").exitCode()).isZero();
        return new Suite(launcher);
    }

    /// So many processes of each service, from now on.
    public void replicate(int replicas) {
        assertThat(launcher.run("up", "--replicas", Integer.toString(replicas)).exitCode())
                .isZero();
        status = Http.parsed(launcher.ask("status", "--json"));
        assertThat(replicas(ServiceName.CUSTOMER)).hasSize(replicas);
    }

    /// Where the processes of a service are.
    public List<URI> replicas(ServiceName service) {
        var urls = new ArrayList<URI>();
        status.path("replicas").path(service.key()).forEach(url -> urls.add(URI.create(url.asText())));
        return urls;
    }

    public Api api(ServiceName service) {
        return new Api(URI.create(url(service.key())), token);
    }

    public Rows rows(ServiceName service) {
        return Objects.requireNonNull(rows.get(service));
    }

    /// Events in a service's outbox, without its heartbeats, of which there is always a next one.
    public long unpublished(ServiceName service) {
        return rows(service).count("SELECT count(*) FROM outbox WHERE type NOT LIKE '%.heartbeat.%'");
    }

    public Documents documents() {
        return documents;
    }

    public Broker broker() {
        return new Broker(URI.create(url("amqp")));
    }

    public Mails mails() {
        return new Mails(URI.create(url("inbox")));
    }

    public Stack stack() {
        return new Stack(URI.create(url("inbox")));
    }

    public Logs logs() {
        return new Logs(launcher.folder().resolve("logs"));
    }

    /// Of the source that the launcher made, called `local`.
    public String writeKey() {
        return status.path("writeKey").asText();
    }

    /// Whether the broker is the one about which claims are made.
    public boolean hasRabbit() {
        return read("addresses.json").contains("RabbitMQ");
    }

    public ServiceProcess process(ServiceName service) {
        return new ServiceProcess(service, process(service.key()).orElseThrow());
    }

    /// A process of that name, a service or a part of the stack, if it runs.
    public Optional<ProcessHandle> process(String name) {
        var file = "run/" + name + ".pid";
        return Files.exists(launcher.folder().resolve(file))
                ? ProcessHandle.of(Long.parseLong(read(file).lines().findFirst().orElseThrow()))
                : Optional.empty();
    }

    /// Starts those of the services that do not run; returns when all of them are ready.
    public void start(List<ServiceName> services) {
        services.forEach(logs()::keep);
        var command = new ArrayList<>(List.of("start"));
        services.forEach(service -> command.add(service.key()));
        assertThat(launcher.run(command.toArray(String[]::new)).exitCode()).isZero();
    }

    @Override
    public void close() {
        documents.close();
        rows.values().forEach(Rows::close);
        if (KEEP) {
            return;
        }
        assertThat(launcher.run("down").exitCode()).isZero();
        assertThat(launcher.processes()).isEmpty();
    }

    /// `postgresql://user:password@host:port/`
    private Rows rowsOf(ServiceName service) {
        var server = URI.create(url("postgresql"));
        var password = server.getUserInfo().split(":", 2)[1];
        var url = "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + "/" + service.key();
        return new Rows(url, password);
    }

    private String url(String name) {
        var url = status.path(name).asText();
        assertThat(url).as("the status names " + name).isNotEmpty();
        return url;
    }

    private String read(String file) {
        Path path = launcher.folder().resolve(file);
        try (Stream<String> lines = Files.lines(path)) {
            return String.join("\n", lines.toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
