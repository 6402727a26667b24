package io.coterie.local.suite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/// Prints the log of one process, and what is added to it while `follow` is wished.
record Logs(SuiteHome home) {
    private static final long MOST = 1024 * 1024;

    void run(String name, boolean follow) throws IOException, InterruptedException {
        var log = home.log(name);
        if (!name.matches("[a-z]+(-[0-9]+)?") || !Files.exists(log)) {
            throw new SuiteFailure(2, "there is no log of '" + name + "'; there are: " + known());
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - MOST));
            do {
                var added = new byte[(int) Math.min(MOST, file.length() - file.getFilePointer())];
                file.readFully(added);
                System.out.write(added);
                System.out.flush();
                TimeUnit.MILLISECONDS.sleep(follow && added.length == 0 ? 300 : 0);
            } while (follow || file.getFilePointer() < file.length());
        }
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
