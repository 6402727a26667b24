package io.coterie.kit.pressure;

import io.coterie.kit.web.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/// Refuses before anything of the body is read.
@Provider
@RefusedUnderPressure
public class PressureFilter implements ContainerRequestFilter {
    private final OutboxPressure pressure;
    private final OutboxLimits limits;

    public PressureFilter(OutboxPressure pressure, OutboxLimits limits) {
        this.pressure = pressure;
        this.limits = limits;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!pressure.mayIngest()) {
            request.abortWith(Problems.tooMany("too many facts wait to be passed on", limits.retryAfter())
                    .toResponse());
        }
    }
}
