package io.coterie.campaign.template;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.exceptions.LiquidException;
import liqp.filters.Filter;

/// A Liquid text without mistakes: bounded in size, loops and time, and without access to files.
///
/// It is parsed for each rendering: a parsed template of the library keeps the variables that it renders in a field, so
/// that two threads at once would give one person the other's name.
final class LiquidText {
    static final int LONGEST = 200_000;
    private static final int LONGEST_RENDERED = 500_000;
    private static final int MOST_ITERATIONS = 1_000;
    /// Sizes and loops bound a template; this only stops what hangs. On a busy machine a good one can wait long too.
    private static final long MOST_MILLIS = 5_000;
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final TemplateParser PARSER = parser();

    private final String source;

    private LiquidText(String source) {
        this.source = source;
    }

    /// @throws TemplateRefused with the line and column of the mistake
    static LiquidText parse(String field, String source) throws TemplateRefused {
        if (source.length() > LONGEST) {
            throw new TemplateRefused(field, "at most " + LONGEST + " characters");
        }
        try {
            PARSER.parse(source);
            return new LiquidText(source);
        } catch (LiquidException wrong) {
            String where = "line " + wrong.line + ", column " + (wrong.charPositionInLine + 1);
            throw new TemplateRefused(field, "Liquid without mistakes; " + where + ": " + firstLine(wrong));
        }
    }

    /// Finds what only rendering finds, such as a filter that does not exist.
    void tryOut(String field) throws TemplateRefused {
        try {
            render(Map.of());
        } catch (RenderingFailed wrong) {
            throw new TemplateRefused(field, "Liquid that renders; " + wrong.getMessage());
        }
    }

    String render(Map<String, Object> variables) throws RenderingFailed {
        long begun = System.nanoTime();
        try {
            return PARSER.parse(source).render(variables, THREADS, false);
        } catch (RuntimeException failed) {
            boolean slow = System.nanoTime() - begun >= MOST_MILLIS * 1_000_000;
            throw new RenderingFailed(firstLine(root(failed)), slow);
        }
    }

    private static TemplateParser parser() {
        return new TemplateParser.Builder()
                .withMaxTemplateSizeBytes(LONGEST * 4L)
                .withMaxSizeRenderedString(LONGEST_RENDERED)
                .withMaxIterations(MOST_ITERATIONS)
                .withMaxRenderTimeMillis(MOST_MILLIS)
                .withNameResolver(name -> {
                    throw new IOException("templates do not include files");
                })
                .withFilter(new UnknownFilter("url_decode"))
                .build();
    }

    private static Throwable root(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }

    /// Takes a filter of the library away: `url_decode` would turn an escaped value into markup again.
    private static final class UnknownFilter extends Filter {
        UnknownFilter(String name) {
            super(name);
        }

        @Override
        public Object apply(Object value, TemplateContext context, Object... params) {
            throw new IllegalArgumentException("no filter available named: |" + name);
        }
    }
}
