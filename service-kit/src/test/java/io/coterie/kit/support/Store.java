package io.coterie.kit.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.sql.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a test service would keep: the name of each item that had its effect.
@Singleton
public class Store {
    private final Database database;
    private final EventFormat format;

    Store(Database database, EventFormat format) {
        this.database = database;
        this.format = format;
    }

    public void empty() {
        database.update("DROP TABLE IF EXISTS effect");
        database.update("CREATE TABLE effect (name text)");
        for (String table : List.of("parked_message", "intake_attempt", "outbox")) {
            database.update("DELETE FROM " + table);
        }
    }

    /// The items' names go into the table; an item that is called poison fails.
    public void keep(ReceivedEvent event) {
        for (JsonNode item : event.items()) {
            String name = item.path("name").asText();
            if (name.equals("poison")) {
                throw new IllegalArgumentException("cannot apply");
            }
            database.update("INSERT INTO effect VALUES (?)", name);
        }
    }

    public List<String> kept() {
        return texts("SELECT name FROM effect ORDER BY name");
    }

    public byte[] event(Object... items) {
        return event("customer.test.v1", items);
    }

    public byte[] event(String type, Object... items) {
        return format.write(type, List.of(items)).getFirst().body();
    }

    public static Map<String, String> item(String customer, String name) {
        return Map.of("customerId", customer, "name", name);
    }

    public List<String> texts(String sql, Object... parameters) {
        return database.query(sql, row -> row.getString(1), parameters);
    }

    /// As another connection sees it, whatever transaction runs.
    public List<String> committed(String sql, Object... parameters) {
        return QuarkusTransaction.suspendingExisting().call(() -> texts(sql, parameters));
    }

    public void update(String sql, @Nullable Object... parameters) {
        database.update(sql, parameters);
    }
}
