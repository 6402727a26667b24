package io.coterie.kit.pressure;

import io.coterie.kit.web.Problems;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/// Refuses before anything of the body is read.
@jakarta.ws.rs.ext.Provider
@RefusedUnderPressure
public class PressureFilter implements ContainerRequestFilter {
    /// Looked up with the first call: filters are made before there is a configuration.
    private final Provider<OutboxPressure> pressure;

    private final Provider<OutboxLimits> limits;

    public PressureFilter(Provider<OutboxPressure> pressure, Provider<OutboxLimits> limits) {
        this.pressure = pressure;
        this.limits = limits;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!pressure.get().mayIngest()) {
            request.abortWith(Problems.tooMany(
                            "too many facts wait to be passed on", limits.get().retryAfter())
                    .toResponse());
        }
    }
}
