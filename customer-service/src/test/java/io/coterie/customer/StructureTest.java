package io.coterie.customer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;

@AnalyzeClasses(packages = "io.coterie.customer", importOptions = DoNotIncludeTests.class)
class StructureTest {
    @ArchTest
    static final ArchRule FEATURES_ARE_ACYCLIC =
            slices().matching("io.coterie.customer.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ENTITIES_KNOW_NEITHER_REST_NOR_MESSAGING = noClasses()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.eclipse.microprofile.reactive..", "com.rabbitmq..");

    @ArchTest
    static final ArchRule NOBODY_PUBLISHES_BUT_THE_RELAY =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("com.rabbitmq..", "io.vertx.rabbitmq..");
}
