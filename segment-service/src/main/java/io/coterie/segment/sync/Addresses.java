package io.coterie.segment.sync;

import jakarta.inject.Singleton;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Keeps messages out of the network that the service itself runs in. What is asked about is the address that is then
/// connected to: a name that leads elsewhere a moment later changes nothing.
@Singleton
class Addresses {
    private final boolean allowPrivate;

    Addresses(SyncSettings settings) {
        this.allowPrivate = settings.allowPrivateAddresses();
    }

    /// A name that leads to an address of the inside, or to none but such.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("an address that is not public");
        }
    }

    /// @throws Refused when any address of the host is not public
    InetAddress of(String host) throws UnknownHostException, Refused {
        InetAddress[] all = InetAddress.getAllByName(host);
        for (InetAddress address : all) {
            if (!allowPrivate && !isPublic(address)) {
                throw new Refused();
            }
        }
        return connectedTo(all[0]);
    }

    /// An IPv6 address that maps an IPv4 one leads to that one. Literals lose the form by themselves, answers of name
    /// servers keep it.
    static InetAddress connectedTo(InetAddress address) {
        try {
            InetAddress plain = InetAddress.getByAddress(address.getAddress());
            return plain instanceof Inet4Address ? plain : address;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of no known length", impossible);
        }
    }

    /// Whether a host may be connected to as far as can be told without looking its name up.
    boolean mayBe(String host) {
        try {
            return allowPrivate || isPublic(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return allowPrivate || !host.equalsIgnoreCase("localhost");
        }
    }

    static boolean isPublic(InetAddress answer) {
        InetAddress address = connectedTo(answer);
        byte[] bytes = address.getAddress();
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && RESERVED.stream().noneMatch(block -> block.contains(bytes));
    }

    /// A block of addresses: its first bytes, and how many bits of them count.
    private record Block(byte[] prefix, int bits) {
        static Block of(String cidr) {
            int slash = cidr.indexOf('/');
            return new Block(
                    InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress(),
                    Integer.parseInt(cidr.substring(slash + 1)));
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /// What Java does not call private by itself: "this network", carriers' and protocols' own, benchmarks,
    /// documentation, reserved; in IPv6 unique local addresses, and forms that carry an IPv4 address inside.
    private static final List<Block> RESERVED = List.of(
                    "0.0.0.0/8",
                    "100.64.0.0/10",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7")
            .stream()
            .map(Block::of)
            .toList();
}
