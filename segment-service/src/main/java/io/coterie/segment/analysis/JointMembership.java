package io.coterie.segment.analysis;

import io.coterie.segment.membership.Members;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Walks over several audiences side by side, in the order of customers' ids: a merge of sorted pages. However large
/// they are, no more than a page of ids of each is in memory, and no statement reads more than a page.
@Singleton
class JointMembership {
    /// 24 audiences are some 5 MB of ids.
    private static final int PAGE = 5_000;

    private final Members members;

    JointMembership(Members members) {
        this.members = members;
    }

    /// Tells for everybody who is in at least one audience in which: the bit of each one's index.
    void forEach(List<Audience> audiences, IntConsumer memberOf) {
        List<Reader> readers = audiences.stream()
                .map(audience -> new Reader(members, audience))
                .toList();
        UUID next = first(readers);
        while (next != null) {
            int mask = 0;
            for (int i = 0; i < readers.size(); i++) {
                if (readers.get(i).passed(next)) {
                    mask |= 1 << i;
                }
            }
            memberOf.accept(mask);
            next = first(readers);
        }
    }

    private static @Nullable UUID first(List<Reader> readers) {
        UUID first = null;
        for (Reader reader : readers) {
            UUID head = reader.head();
            if (head != null && (first == null || isBefore(head, first))) {
                first = head;
            }
        }
        return first;
    }

    /// As PostgreSQL has it, byte by byte without a sign; `UUID` itself compares otherwise.
    static boolean isBefore(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        int low = Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
        return high == 0 ? low < 0 : high < 0;
    }

    /// One audience, a page at a time.
    private static final class Reader {
        private final Members members;
        private final Audience audience;
        private List<UUID> page;
        private int index;

        Reader(Members members, Audience audience) {
            this.members = members;
            this.audience = audience;
            this.page = after(null);
        }

        private List<UUID> after(@Nullable UUID customer) {
            return members.idsAfterAsOf(audience.segmentId(), audience.asOf(), customer, PAGE);
        }

        @Nullable
        UUID head() {
            return index < page.size() ? page.get(index) : null;
        }

        /// Goes on if it stands on this customer.
        boolean passed(UUID customer) {
            if (!Objects.equals(head(), customer)) {
                return false;
            }
            index++;
            if (index == PAGE) {
                page = after(customer);
                index = 0;
            }
            return true;
        }
    }
}
