package io.coterie.segment.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The parity check can fail: each of these faults, put into the sources and compiled, is found by it.
class PlantedBugsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/coterie/segment");
    private static final String OURS = "io.coterie.segment.";

    @TempDir
    Path classes;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a window that is a microsecond too long    | evaluation/WindowScan   | series.at(index) + within                | series.at(index) + within + 1
            facts that count before their time         | evaluation/WindowScan   | series.countUntil(now)                   | series.size()
            a conjunction that looks too far ahead     | evaluation/Group        | Math.min(firstNeutral, verdict.next())   | Math.max(firstNeutral, verdict.next())
            time that is not settled                   | membership/Touch        | tellCutOvers();\\n            settle();   | tellCutOvers();
            a source that is not waited for            | membership/Touch        | horizons.of(definitions.closureOf(definition).sources())) | now)
            looking back behind what was settled       | membership/Outlook      | later(standing.settled(), horizon)       | horizon
            a cut-over that those who refer miss       | membership/Touch        | definition -> definitions.closureOf(definition).refersToOneOf(cutOver), | definition -> false,
            a cut-over that is not told                | membership/Touch        | if (old.member() != member)              | if (false)
            an answer that an older version replaces   | facts/Journal           | answer.version() > older.version()       | answer.version() < older.version()
            a profile that an older version replaces   | membership/CustomerState | news.profile().version() > profile.version() | news.profile().version() != profile.version()
            a list that an older version replaces      | facts/Lists             | listing.version() > known.version()      | listing.version() != known.version()
            a list that nobody reads                   | rule/Reads              | lists.add(list.key())                    | lists.remove(list.key())
            who was taken off a list is still on it    | evaluation/ListCheck    | listing != null && listing.on()          | listing != null
            a change of the time zone that is missed   | rule/Reads              | behaviour.aggregate() instanceof Rule.Aggregate.Days | false
            days of another calendar                   | evaluation/Tallies      | series.days(zone)                        | series.days(java.time.ZoneOffset.UTC)
            an anniversary on the day itself           | evaluation/DateCheck    | day.getYear() + 1                        | day.getYear()
            a sum over two currencies                  | evaluation/AmountTally  | currencies == 1 && holds()               | currencies > 0 && holds()
            a largest amount that has left             | evaluation/Extreme      | candidates[first] == index               | false
            an age that does not grow                  | evaluation/Since        | isEmpty() ? Micros.NEVER : test.nextCrossing(series.at(index()), after) | Micros.NEVER
            a rounded bound                            | evaluation/NumberTest   | range(ceiling(bound, places), Long.MAX_VALUE) | range(after(ceiling(bound, places)), Long.MAX_VALUE)
            a score that ends at its bound             | evaluation/NumberTest   | ceiling(bound, places) : after(floor(bound, places)) | ceiling(bound, places) : floor(bound, places)
            a score of whoever has no order            | evaluation/ScoreCheck   | this.negated = leaf.comparison().holds(null) | this.negated = false
            equal times in any order                   | evaluation/Completion   | Fact.IN_TIME.compare(last, fact) < 0     | true
            an absence that is a microsecond too long  | evaluation/Chains       | series.at(next) >= ends                  | series.at(next) > ends
            an occurrence that leaves too early        | evaluation/Chains       | !isLater(open.getLast(), candidate)      | isLater(open.getLast(), candidate)
            a sequence that mixes what is to be same   | evaluation/SequenceCheck | if (same == null)                       | if (true)
            """)
    void theParityCheckFindsIt(String what, String file, String was, String is) throws Exception {
        compile(OURS + file.replace('/', '.'), patched(file, was, is == null ? "" : is));

        String found = (String) Class.forName("io.coterie.segment.membership.ParityRun", true, new Patched(classes))
                .getDeclaredMethod("firstFailure", int.class)
                .invoke(null, 8_000);

        assertThat(found).as("what the parity check says of %s", what).isNotNull();
    }

    /// The test fails, too, when a fault no longer fits the sources.
    private static String patched(String file, String was, String is) throws IOException {
        String source = Files.readString(SOURCES.resolve(file + ".java"));
        String old = unescaped(was);
        assertThat(source).as("the source that is to have the fault").containsOnlyOnce(old);
        return source.replace(old, unescaped(is));
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n");
    }

    private void compile(String name, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-classpath",
                                    System.getProperty("java.class.path"),
                                    "-proc:none",
                                    "-nowarn"),
                            null,
                            List.of(new Source(name, source)))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /// Loads the service's classes anew, those with a fault from a folder.
    private static final class Patched extends ClassLoader {
        private final Path faulty;

        Patched(Path faulty) {
            super(PlantedBugsTest.class.getClassLoader());
            this.faulty = faulty;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return name.startsWith(OURS) ? defined(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            Path patched = faulty.resolve(file);
            try (InputStream bytes = Files.exists(patched)
                    ? Files.newInputStream(patched)
                    : getParent().getResourceAsStream(file)) {
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] all = bytes.readAllBytes();
                return defineClass(name, all, 0, all.length);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
