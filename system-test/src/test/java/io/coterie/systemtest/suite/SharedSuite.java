package io.coterie.systemtest.suite;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One running suite for all stories of a test run that ask for it: starting one takes its time.
public final class SharedSuite implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedSuite.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Suite.class;
    }

    /// Whatever the store of the whole run holds is closed at the end of the run.
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Suite.class, suite -> Suite.startWithNothing(), Suite.class);
    }
}
