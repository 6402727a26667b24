package io.coterie.local.suite;

import io.coterie.local.clock.ClockEndpoint;
import io.coterie.local.oidc.Issuer;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Runs the demo program on a running suite. It learns where everything is through its environment:
///
/// - `COTERIE_STATUS`: a file with what `status --json` prints
/// - `COTERIE_TOKEN_URL` and the secrets of the clients "operator" and "marketer", `COTERIE_OPERATOR_SECRET` and
///   `COTERIE_MARKETER_SECRET`
/// - `COTERIE_CLOCK_URL`
record Demo(SuiteHome home) {
    private static final String STATUS_FILE = "status.json";

    int run(List<String> arguments) throws IOException, InterruptedException {
        var folder = home.folder();
        var ports = PortPlan.kept(home);
        folder.write(STATUS_FILE, Status.of(home).json());
        var target = home.checkout().resolve("demo/target");
        var command = new ArrayList<>(List.of(
                JavaProcess.java(),
                "-Xmx512m",
                "-cp",
                target.resolve("demo.jar") + File.pathSeparator + target.resolve("lib") + File.separator + "*",
                "io.coterie.demo.Demo"));
        command.addAll(arguments);
        var demo = new ProcessBuilder(command).inheritIO();
        demo.environment().put("COTERIE_STATUS", folder.file(STATUS_FILE).toString());
        demo.environment().put("COTERIE_TOKEN_URL", Tokens.url(ports));
        demo.environment().put("COTERIE_OPERATOR_SECRET", Issuer.clientSecret(folder, "operator"));
        demo.environment().put("COTERIE_MARKETER_SECRET", Issuer.clientSecret(folder, "marketer"));
        demo.environment().put("COTERIE_CLOCK_URL", "http://127.0.0.1:" + ports.port("inbox") + ClockEndpoint.PATH);
        return demo.start().waitFor();
    }
}
