package io.coterie.testkit.structure;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// What holds in the kit and in every service, for `ArchTests.in(StructureRules.class)`.
public final class StructureRules {
    @ArchTest
    static final ArchRule FEATURES_ARE_ACYCLIC =
            slices().matching("io.coterie.*.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ENTITIES_KNOW_NEITHER_REST_NOR_MESSAGING = noClasses()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.ws.rs..",
                    "org.eclipse.microprofile.reactive..",
                    "com.rabbitmq..",
                    "io.coterie.kit.web..",
                    "io.coterie.kit.outbox..",
                    "io.coterie.kit.intake..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_THE_KIT_TALKS_TO_THE_BROKER = noClasses()
            .that()
            .resideOutsideOfPackage("io.coterie.kit.amqp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.rabbitmq..", "io.vertx.rabbitmq..");

    @ArchTest
    static final ArchRule ONLY_THE_RELAY_PUBLISHES = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.coterie.kit.amqp.ConfirmingPublisher")
            .should()
            .accessTargetWhere(
                    target(name("basicPublish")).and(target(owner(assignableTo("com.rabbitmq.client.Channel")))))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("org\\.eclipse\\.microprofile\\.reactive\\.messaging\\.(Emitter|Outgoing)"
                    + "|io\\.smallrye\\.reactive\\.messaging\\.(MutinyEmitter|annotations\\.Outgoings)");

    @ArchTest
    static final ArchRule A_SERVICE_KNOWS_ITSELF_AND_THE_KIT = classes().should(Neighbours.beTheKitAlone());

    @ArchTest
    static final ArchRule NOTHING_IS_INJECTED_INTO_FIELDS = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.persistence.PersistenceContext")
            .orShould()
            .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
            .orShould()
            .beAnnotatedWith("org.eclipse.microprofile.rest.client.inject.RestClient")
            .orShould()
            .beAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel");

    @ArchTest
    static final ArchRule TIME_IS_AN_INPUT = noClasses()
            .that(MachineTime.isNotTheirs())
            .should()
            .accessTargetWhere(MachineTime.isRead())
            .because("the suite's clock can be moved");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().should(NullMarkedPackages.holdThem());

    @ArchTest
    static final ArchRule NAMES_ARE_WORDS_OF_THE_DOMAIN = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Impl|Utils?|Helper|Processor|Handler|D[Tt][Oo])")
            .orShould()
            .resideInAnyPackage("..controller..", "..service..", "..dto..", "..util..");

    private StructureRules() {}
}
