package io.coterie.feedback.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.WriteError;
import com.mongodb.bulk.WriteConcernError;
import io.coterie.kit.fault.Faults;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The driver's own exceptions, told apart by the kit, which does not know the driver.
class MongoFaultsTest {
    private static final ServerAddress SERVER = new ServerAddress();

    static Stream<RuntimeException> passing() {
        return Stream.of(
                new MongoTimeoutException("no server could be selected"),
                new MongoSocketReadTimeoutException("read timed out", SERVER, new SocketTimeoutException()),
                new MongoExecutionTimeoutException(50, "operation exceeded time limit"),
                new MongoNotPrimaryException(new BsonDocument(), SERVER),
                new MongoWriteConcernException(
                        new WriteConcernError(64, "WriteConcernTimeout", "no majority in time", new BsonDocument()),
                        WriteConcernResult.acknowledged(1, false, null),
                        SERVER,
                        Set.of()));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aServerThatIsAwayOrTooSlowIsWaitedFor(RuntimeException fault) {
        assertThat(Faults.isInfrastructure(new IllegalStateException(fault))).isTrue();
    }

    @Test
    void aWriteThatIsRefusedIsTheMessagesFault() {
        var tooLarge =
                new MongoWriteException(new WriteError(17280, "too large", new BsonDocument()), SERVER, Set.of());

        assertThat(Faults.isInfrastructure(tooLarge)).isFalse();
        assertThat(Faults.isConflict(tooLarge)).isFalse();
    }
}
