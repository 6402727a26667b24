package io.coterie.local.suite;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One of a service's processes. The first goes by the service's own name, the others by a number: `customer-2`.
record Replica(Service service, int number) {

    static Replica first(Service service) {
        return new Replica(service, 1);
    }

    /// That many of each service: all first ones, then all second ones.
    static Stream<Replica> each(int count) {
        return IntStream.rangeClosed(1, count)
                .boxed()
                .flatMap(number -> Stream.of(Service.values()).map(service -> new Replica(service, number)));
    }

    /// Empty where no service has replicas of that name.
    static Optional<Replica> named(String name) {
        return Stream.of(Service.values()).flatMap(service -> of(service, name)).findAny();
    }

    String name() {
        return number == 1 ? service.key() : service.key() + "-" + number;
    }

    /// For people.
    String title() {
        return number == 1 ? service.module() : service.module() + " " + number;
    }

    private static Stream<Replica> of(Service service, String name) {
        if (name.equals(service.key())) {
            return Stream.of(first(service));
        }
        return name.matches(service.key() + "-[1-9][0-9]{0,2}")
                ? Stream.of(new Replica(
                        service, Integer.parseInt(name.substring(service.key().length() + 1))))
                : Stream.empty();
    }
}
