package io.coterie.kit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.coterie.kit.sql.StoreFailure;
import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08006", "08001", "53300", "53100", "57P01", "57P03", "57014", "25P03", "25P04", "58030"})
    void aDatabaseThatIsAwayOrTooSlowIsWaitedFor(String state) {
        assertThat(Faults.isInfrastructure(failure(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22001", "22P02", "42601", "42P01", "25P02"})
    void aStatementThatIsRefusedIsTheMessagesFault(String state) {
        assertThat(Faults.isInfrastructure(failure(state))).isFalse();
        assertThat(Faults.isConflict(failure(state))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "55P03"})
    void aConflictIsTriedAgain(String state) {
        assertThat(Faults.isConflict(failure(state))).isTrue();
    }

    @Test
    void aFaultBesideTheExceptionCounts() {
        RuntimeException commit = new IllegalStateException("the transaction was rolled back");
        commit.addSuppressed(new IllegalStateException(new SQLException("gone", "08006")));

        assertThat(Faults.isInfrastructure(commit)).isTrue();
    }

    @Test
    void theNetworkCountsButBadDataDoesNot() {
        assertThat(Faults.isInfrastructure(new IllegalStateException(new SocketException("Connection reset"))))
                .isTrue();
        assertThat(Faults.isInfrastructure(new IllegalStateException(new IOException("broken pipe"))))
                .isTrue();
        assertThat(Faults.isInfrastructure(new IllegalStateException(new JsonParseException(null, "no JSON"))))
                .isFalse();
        assertThat(Faults.isInfrastructure(new RejectedExecutionException("full")))
                .isFalse();
    }

    private static StoreFailure failure(String state) {
        return new StoreFailure("test", new SQLException("test", state));
    }
}
