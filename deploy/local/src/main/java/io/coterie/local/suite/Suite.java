package io.coterie.local.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The commands of `./coterie`, which gives the checkout and the home by the system properties `coterie.checkout`
/// and `coterie.home`.
public final class Suite {
    private static final int NOT_RUNNING = 3;
    private static final int WRONG_USE = 2;
    private static final int MOST_REPLICAS = 9;

    private Suite() {}

    public static void main(String[] arguments) {
        try (var client = new LocalClient()) {
            System.exit(run(new ArrayList<>(List.of(arguments)), client));
        } catch (SuiteFailure e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        } catch (Exception e) {
            System.err.println("failed: " + e);
            System.exit(1);
        }
    }

    private static int run(List<String> arguments, LocalClient client) throws Exception {
        var offset = Integer.parseInt(option(arguments, "--port-offset", "0"));
        var home = SuiteHome.of(
                Path.of(System.getProperty("coterie.checkout")).toAbsolutePath(),
                Path.of(System.getProperty("coterie.home")).toAbsolutePath(),
                offset);
        var command = arguments.isEmpty() ? "" : arguments.removeFirst();
        return switch (command) {
            case "up" -> up(home, client, replicas(arguments, 1));
            case "demo" -> {
                up(home, client, replicas(arguments, Status.of(home).mostReplicas()));
                yield Companion.demo(home).run(arguments);
            }
            case "bench" -> {
                up(home, client, replicas(arguments, Status.of(home).mostReplicas()));
                yield Companion.bench(home).run(arguments);
            }
            case "start" -> {
                new Start(home, client).run(arguments);
                yield 0;
            }
            case "status" -> status(home, arguments.contains("--json"));
            case "token" -> token(home, client, option(arguments, "--role", ""));
            case "logs" -> {
                var follow = arguments.remove("--follow") || arguments.remove("-f");
                var asItIs = arguments.remove("--json");
                new Logs(home).run(arguments.isEmpty() ? "" : arguments.getFirst(), follow, asItIs);
                yield 0;
            }
            case "down" -> {
                new Down(home, client).run(arguments.contains("--wipe"));
                yield 0;
            }
            default -> throw new SuiteFailure(WRONG_USE, "unknown command '" + command + "'");
        };
    }

    private static int up(SuiteHome home, LocalClient client, int replicas) throws Exception {
        new Up(home, client, replicas).run();
        var status = Status.of(home);
        System.out.println();
        System.out.print(status.table());
        System.out.println("write key    " + status.writeKey());
        System.out.println("token        " + new Tokens(home, client).token("operator"));
        System.out.println("(operator, valid for an hour; another: ./coterie token --role marketer)");
        return 0;
    }

    private static int status(SuiteHome home, boolean json) {
        var status = Status.of(home);
        System.out.println(json ? status.json() : status.table() + (status.isRunning() ? "running" : "not running"));
        return status.isRunning() ? 0 : NOT_RUNNING;
    }

    private static int token(SuiteHome home, LocalClient client, String role) {
        if (!new StackProcess(home, client).isRunning()) {
            throw new SuiteFailure(NOT_RUNNING, "not running: ./coterie up");
        }
        System.out.println(new Tokens(home, client).token(role));
        return 0;
    }

    private static int replicas(List<String> arguments, int otherwise) {
        var wanted = option(arguments, "--replicas", Integer.toString(otherwise));
        if (!wanted.matches("[1-" + MOST_REPLICAS + "]")) {
            throw new SuiteFailure(
                    WRONG_USE, "--replicas is '%s', expected a number from 1 to %d".formatted(wanted, MOST_REPLICAS));
        }
        return Integer.parseInt(wanted);
    }

    /// Takes the option and its value out of the arguments.
    private static String option(List<String> arguments, String name, String otherwise) {
        var at = arguments.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 == arguments.size()) {
            throw new SuiteFailure(WRONG_USE, name + " lacks its value");
        }
        arguments.remove(at);
        return arguments.remove(at);
    }
}
