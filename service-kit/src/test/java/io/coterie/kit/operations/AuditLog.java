package io.coterie.kit.operations;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/// Hears the audit's log while it is open.
final class AuditLog extends Handler implements AutoCloseable {
    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");
    private static final Logger LOG = Logger.getLogger("io.coterie.audit");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    AuditLog() {
        LOG.addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    /// The log manager's own records are formatted by themselves alone.
    @Override
    @SuppressWarnings("deprecation")
    public void publish(LogRecord line) {
        lines.add(MESSAGE.format(ExtLogRecord.wrap(line)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOG.removeHandler(this);
    }
}
