package io.coterie.campaign;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.coterie.testkit.structure.StructureRules;

@AnalyzeClasses(packages = "io.coterie.campaign", importOptions = DoNotIncludeTests.class)
class StructureTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(StructureRules.class);
}
