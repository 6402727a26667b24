package io.coterie.local.suite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/// Prints the log of one process, for people or as it is, and what is added to it while `follow` is wished.
record Logs(SuiteHome home) {
    private static final long MOST = 1024 * 1024;

    void run(String name, boolean follow, boolean asItIs) throws IOException, InterruptedException {
        var log = home.log(name);
        if (!name.matches("[a-z]+(-[0-9]+)?") || !Files.exists(log)) {
            throw new SuiteFailure(2, "there is no log of '" + name + "'; there are: " + known());
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - MOST));
            var rest = "";
            do {
                var added = new byte[(int) Math.min(MOST, file.length() - file.getFilePointer())];
                file.readFully(added);
                rest = print(rest + new String(added, StandardCharsets.ISO_8859_1), asItIs);
                TimeUnit.MILLISECONDS.sleep(follow && added.length == 0 ? 300 : 0);
            } while (follow || file.getFilePointer() < file.length());
            print(rest.isEmpty() ? "" : rest + "\n", asItIs);
        }
    }

    /// Prints whole lines and returns what follows the last of them. Bytes are kept as characters until their line is
    /// complete, since a character may have come by half.
    private static String print(String bytes, boolean asItIs) {
        var end = bytes.lastIndexOf('\n') + 1;
        var text = new String(bytes.substring(0, end).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        text.lines().map(line -> asItIs ? line : LogLine.readable(line)).forEach(System.out::println);
        return bytes.substring(end);
    }

    private String known() throws IOException {
        try (var logs = Files.list(home.folder().directory("logs"))) {
            return String.join(
                    ", ",
                    logs.map(path -> path.getFileName().toString())
                            .filter(name -> name.endsWith(".log"))
                            .map(name -> name.substring(0, name.length() - 4))
                            .sorted()
                            .toList());
        }
    }
}
