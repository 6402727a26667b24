package io.coterie.segment.sweep;

import io.coterie.segment.membership.StoreFailure;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// When time alone may next change something for a customer; the touches write it, the sweeper reads it.
@Singleton
class DueTable {
    private static final String DUE = "SELECT customer_id FROM customer_due WHERE due_at <= ? ORDER BY due_at LIMIT ?";
    private static final String OVERDUE = "SELECT count(*) FROM customer_due WHERE due_at <= ?";

    private final DataSource dataSource;

    DueTable(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    List<UUID> dueBy(Instant now, int most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(DUE)) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            select.setInt(2, most);
            List<UUID> customers = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    customers.add(rows.getObject(1, UUID.class));
                }
            }
            return customers;
        } catch (SQLException failed) {
            throw new StoreFailure("due customers could not be read", failed);
        }
    }

    /// NaN while the database is away.
    double overdue(Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(OVERDUE)) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : Double.NaN;
            }
        } catch (SQLException away) {
            return Double.NaN;
        }
    }
}
