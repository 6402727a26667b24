package io.coterie.customer.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.coterie.customer.recording.Fact;
import io.coterie.customer.text.Refused;
import io.coterie.kit.event.JsonSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {
    private static final UUID SHOP = UUID.randomUUID();

    @Test
    void aPurchaseIsReadByTheNamesOfItsColumns() throws IOException {
        var rows = rows("""
                {"kind": "purchases", "source": "shop", "historical": true,
                 "columns": {"externalId": "customer_id", "occurredAt": "date", "total": "amount",
                             "currency": "=EUR", "quantity": "items"}}""", "amount,customer_id,items,date\n29.30,c-1,2,1997-01-01\n");

        assertThat(rows).hasSize(1);
        var purchase = (Fact.Behaved) fact(rows.getFirst());
        assertThat(purchase.event()).isEqualTo("Order Completed");
        assertThat(purchase.who().userId()).isEqualTo("c-1");
        assertThat(purchase.occurredAt()).isEqualTo("1997-01-01T00:00:00Z");
        assertThat(purchase.properties()).hasToString("{\"total\":29.30,\"currency\":\"EUR\",\"quantity\":2}");
    }

    @Test
    void aFileWithoutAHeaderIsReadByPositions() throws IOException {
        var rows = rows(CDNOW, " 00004 0001 19970101  1   29.33\n\n 00004 0001 19970101  1   29.33\n");

        assertThat(rows).extracting(Row::line).containsExactly(1L, 3L);
        assertThat(fact(rows.get(0)).id()).isNotEqualTo(fact(rows.get(1)).id());
        assertThat(((Fact.Behaved) fact(rows.get(1))).occurredAt()).isEqualTo("1997-01-01T00:00:00Z");
    }

    @Test
    void aCustomerHasTraitsAndConsents() throws IOException {
        var rows = rows("""
                {"kind": "customers", "source": "shop", "format": {"delimiter": ";"},
                 "columns": {"externalId": "id", "email": "mail", "traits.country": "country",
                             "traits.company.size": {"column": "size", "type": "number"},
                             "traits.birthday": {"column": "born", "pattern": "dd.MM.yyyy"},
                             "consent.email.marketing": "opt_in"}}""", """
                id;mail;country;size;born;opt_in
                c-1; Ann@Example.test ;DE;50;02.04.1988;yes
                c-2;;;;;
                """);

        var ann = (Fact.Identified) fact(rows.get(0));
        assertThat(ann.who().email()).isEqualTo("ann@example.test");
        assertThat(ann.traits())
                .hasToString("{\"country\":\"DE\",\"company\":{\"size\":50},\"birthday\":\"1988-04-02\"}");
        assertThat(ann.consents()).singleElement().satisfies(consent -> {
            assertThat(consent.channel()).isEqualTo("email");
            assertThat(consent.purpose()).isEqualTo("marketing");
            assertThat(consent.granted()).isTrue();
        });
        var silent = (Fact.Identified) fact(rows.get(1));
        assertThat(silent.traits()).isEmpty();
        assertThat(silent.consents()).isEmpty();
    }

    @Test
    void whatIsBrokenIsRefusedWithItsLineAndNothingValidBesideIt() throws IOException {
        byte[] file = """
                id,date,total
                c-1,2026-01-01,1.50
                c-2,yesterday,1.50
                c-3,2026-01-01,many
                ,2026-01-01,1.50
                c-?,2026-01-01,1.50
                "c-6,2026-01-01,1.50
                c-7,2026-01-01,1.50
                c-8,2026-01-01
                c-9,2026-01-01,1,50
                c-10,2026-01-01,1.50
                """.getBytes(StandardCharsets.UTF_8);
        file[new String(file, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xE4;

        var rows = rows("""
                {"kind": "purchases", "source": "shop",
                 "columns": {"externalId": "id", "occurredAt": "date", "total": "total"}}""", file);

        assertThat(rows)
                .filteredOn(row -> !row.isRejected())
                .extracting(Row::line)
                .containsExactly(2L, 8L, 11L);
        assertThat(rows)
                .filteredOn(Row::isRejected)
                .extracting(row -> row.line() + " "
                        + Objects.requireNonNull(row.rejection()).column())
                .containsExactly("3 date", "4 total", "5 id", "6 id", "7 row", "9 row", "10 row");
    }

    @Test
    void aCellMayGoOverLinesAndTheNextRowIsBelowIt() throws IOException {
        var rows = rows("""
                {"kind": "customers", "source": "shop", "columns": {"externalId": "id", "traits.note": "note"}}""", "id,note\nc-1,\"one\r\ntwo\"\nc-2,x\n");

        assertThat(rows).extracting(Row::line).containsExactly(2L, 4L);
        assertThat(rows.getFirst().next()).isEqualTo(4);
    }

    @Test
    void theMappingIsNoPartOfARowsId() throws IOException {
        var one = rows(CDNOW, "1 1 19970101 1 5.00\n").getFirst().fact();
        var other = rows(CDNOW.replace("EUR", "USD"), "1 1 19970101 1 5.00\n")
                .getFirst()
                .fact();

        assertThat(Objects.requireNonNull(other).id())
                .isEqualTo(Objects.requireNonNull(one).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | mapping.source",
                "{\"source\": \"s\"} | mapping.kind",
                "{\"source\": \"s\", \"kind\": \"purchases\", \"colums\": {}} | mapping.colums",
                "{\"source\": \"s\", \"kind\": \"purchases\"} | mapping.columns",
                "{\"source\": \"s\", \"kind\": \"purchases\", \"columns\": {\"externalId\": \"id\"}} | mapping.columns.occurredAt",
                "{\"source\": \"s\", \"kind\": \"purchases\", \"columns\": {\"price\": \"p\"}} | mapping.columns.price",
                "{\"source\": \"s\", \"kind\": \"customers\", \"columns\": {\"traits.x\": \"id\"}} | mapping.columns.externalId",
                "{\"source\": \"s\", \"kind\": \"customers\", \"columns\": {\"consent.email\": \"id\"}} | mapping.columns.consent.email",
                "{\"source\": \"s\", \"kind\": \"customers\", \"columns\": {\"externalId\": {\"colum\": 1}}} | mapping.columns.externalId.colum",
                "{\"source\": \"s\", \"kind\": \"customers\", \"format\": {\"delimiter\": \"::\"}, \"columns\": {\"externalId\": \"id\"}} | mapping.format.delimiter",
                "{\"source\": \"s\", \"kind\": \"customers\", \"columns\": {\"externalId\": \"missing\"}} | mapping.columns.externalId",
            })
    void aMappingThatDoesNotFitIsRefusedWithThePlace(String mapping, String where) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> rows(mapping, "id,date\nc-1,2026-01-01\n"))
                .extracting(Refused::where)
                .isEqualTo(where);
    }

    private static final String CDNOW = """
            {"kind": "purchases", "source": "shop", "format": {"delimiter": "whitespace", "header": false},
             "columns": {"externalId": "2", "occurredAt": {"column": "3", "pattern": "yyyyMMdd"}, "quantity": "4",
                         "total": "5", "currency": "=EUR"}}""";

    private static List<Row> rows(String mapping, String file) throws IOException {
        return rows(mapping, file.getBytes(StandardCharsets.UTF_8));
    }

    private static Fact fact(Row row) {
        return Objects.requireNonNull(row.fact());
    }

    private static List<Row> rows(String mapping, byte[] file) throws IOException {
        Mapping checked = Mapping.of(json(mapping));
        var columns = Columns.of(
                checked, Objects.requireNonNull(open(checked, file, 1).next()));
        var rows = new Rows(checked, columns, SHOP, "hash");
        List<Row> read = new ArrayList<>();
        var lines = open(checked, file, checked.format().header() ? 2 : 1);
        for (Line line = lines.next(); line != null; line = lines.next()) {
            Row row = Row.of(rows, line);
            read.add(row);
            if (row.isRejected() && line.spansLines()) {
                lines.retryBelow(line);
            }
        }
        return read;
    }

    private static FileReader open(Mapping mapping, byte[] file, long line) throws IOException {
        return new FileReader(() -> new ByteArrayInputStream(file), mapping.format(), line);
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        try {
            return JsonSettings.mapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
