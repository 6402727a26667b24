package io.coterie.local.suite;

import io.coterie.local.clock.ClockEndpoint;
import io.coterie.local.oidc.Issuer;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A program beside the suite, such as the demo, run on a running one. It learns where everything is through its
/// environment:
///
/// - `COTERIE_STATUS`: a file with what `status --json` prints
/// - `COTERIE_TOKEN_URL` and the secrets of the clients "operator" and "marketer", `COTERIE_OPERATOR_SECRET` and
///   `COTERIE_MARKETER_SECRET`
/// - `COTERIE_CLOCK_URL`
record Companion(SuiteHome home, String module, String mainClass) {
    private static final String STATUS_FILE = "status.json";

    static Companion demo(SuiteHome home) {
        return new Companion(home, "demo", "io.coterie.demo.Demo");
    }

    static Companion bench(SuiteHome home) {
        return new Companion(home, "bench", "io.coterie.bench.Bench");
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        var folder = home.folder();
        var ports = PortPlan.kept(home);
        folder.write(STATUS_FILE, Status.of(home).json());
        var target = home.checkout().resolve(module).resolve("target");
        var command = new ArrayList<>(List.of(
                JavaProcess.java(),
                "-Xmx512m",
                "-cp",
                target.resolve(module + ".jar") + File.pathSeparator + target.resolve("lib") + File.separator + "*",
                mainClass));
        command.addAll(arguments);
        var program = new ProcessBuilder(command).inheritIO();
        program.environment().put("COTERIE_STATUS", folder.file(STATUS_FILE).toString());
        program.environment().put("COTERIE_TOKEN_URL", Tokens.url(ports));
        program.environment().put("COTERIE_OPERATOR_SECRET", Issuer.clientSecret(folder, "operator"));
        program.environment().put("COTERIE_MARKETER_SECRET", Issuer.clientSecret(folder, "marketer"));
        program.environment().put("COTERIE_CLOCK_URL", "http://127.0.0.1:" + ports.port("inbox") + ClockEndpoint.PATH);
        return program.start().waitFor();
    }
}
