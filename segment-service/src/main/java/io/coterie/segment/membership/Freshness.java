package io.coterie.segment.membership;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/// Whether time acts when it should.
@Singleton
public class Freshness {
    private static final String OLDEST = "SELECT min(due_at) AS oldest FROM customer_due WHERE due_at <= ?";

    private final DataSource dataSource;

    Freshness(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// The earliest instant that has come and has not been acted upon.
    public Optional<Instant> overdueSince(Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(OLDEST)) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Optional.ofNullable(StateTable.instant(row, "oldest"));
            }
        } catch (SQLException failed) {
            throw new StoreFailure("due customers could not be read", failed);
        }
    }
}
