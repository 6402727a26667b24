package io.coterie.campaign.audience;

import io.coterie.campaign.audience.SegmentMembers.MembersPage;
import io.coterie.campaign.topic.Topics;
import io.coterie.kit.log.FaultText;
import io.coterie.kit.sql.Ear;
import io.coterie.kit.sql.Notifications;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads the audiences of launched broadcasts, page by page, on every replica.
@Singleton
class AudienceReader {
    private static final Logger LOG = Logger.getLogger(AudienceReader.class);
    private static final int PAGE = 500;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Parts parts;
    private final SegmentMembers segments;
    private final Ear ear;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    AudienceReader(Parts parts, @RestClient SegmentMembers segments, Notifications notifications) {
        this.parts = parts;
        this.segments = segments;
        this.ear = notifications.ear(Topics.AUDIENCES);
    }

    void start(@Observes StartupEvent started) {
        thread = Thread.ofVirtual().name("audience-reader").start(this::loop);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        ear.wake();
        if (thread != null) {
            thread.join(5_000);
        }
    }

    private void loop() {
        try {
            while (!stopping) {
                if (!worked()) {
                    ear.await(LOOK_AGAIN);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean worked() {
        try {
            Optional<Part> part = parts.lease();
            part.ifPresentOrElse(this::readPage, parts::complete);
            return part.isPresent();
        } catch (RuntimeException failed) {
            LOG.warnf("audiences wait: %s", FaultText.of(failed));
            return false;
        }
    }

    private void readPage(Part part) {
        MembersPage page;
        try {
            page = segments.members(part.segment(), PAGE, part.nextPage(), part.asOf());
        } catch (RuntimeException refused) {
            String problem = problem(refused);
            LOG.warnf("campaign %s: segment %s cannot be read: %s", part.campaign(), part.segment(), problem);
            parts.failed(part, problem);
            return;
        }
        parts.store(part, page);
    }

    private static String problem(RuntimeException refused) {
        return refused instanceof WebApplicationException answer
                ? "segment-service answered " + answer.getResponse().getStatus()
                : "segment-service did not answer: " + refused.getClass().getSimpleName();
    }
}
