package io.coterie.customer.registry;

import io.coterie.customer.identity.Identity;
import io.coterie.customer.identity.IdentityTable;
import io.coterie.kit.event.Bucket;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Customers to read.
@ApplicationScoped
class Customers implements PanacheRepositoryBase<Customer, Customer.Key> {
    private final IdentityTable identities;

    Customers(IdentityTable identities) {
        this.identities = identities;
    }

    @Transactional
    Optional<CustomerView> withId(UUID id) {
        return findByIdOptional(keyOf(id))
                .map(customer -> views(List.of(customer)).getFirst());
    }

    @Transactional
    Optional<CustomerView> withIdentity(Identity identity) {
        return Optional.ofNullable(identities.owners(List.of(identity)).get(identity))
                .flatMap(this::withId);
    }

    /// In the order of the key: the pages are stable, also while customers come.
    @Transactional
    List<CustomerView> after(@Nullable UUID id, int limit) {
        Sort order = Sort.by("key.bucket").and("key.id");
        var found = id == null
                ? findAll(order)
                : find("key.bucket > ?1 or key.bucket = ?1 and key.id > ?2", order, Bucket.of(id), id);
        return views(found.range(0, limit - 1).list());
    }

    private List<CustomerView> views(List<Customer> customers) {
        Map<UUID, List<Identity>> known =
                identities.of(customers.stream().map(Customer::id).toList());
        return customers.stream()
                .map(customer -> CustomerView.of(customer, known.getOrDefault(customer.id(), List.of())))
                .toList();
    }

    private static Customer.Key keyOf(UUID id) {
        return new Customer.Key(Bucket.of(id), id);
    }
}
