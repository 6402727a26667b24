package io.coterie.kit.web;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// 400 for a multipart body that breaks off or has no parts. The parser complains with a bare exception, which would
/// count as a fault of the service.
class MalformedUpload {
    private static final Logger LOG = Logger.getLogger(MalformedUpload.class);
    private static final String PARSER = "org.jboss.resteasy.reactive.server.core.multipart.";

    @ServerExceptionMapper(priority = 1)
    Response malformed(IOException failed) {
        if (Arrays.stream(failed.getStackTrace())
                .limit(1)
                .anyMatch(top -> top.getClassName().startsWith(PARSER))) {
            return Problems.invalid("body", "multipart/form-data that ends with its boundary")
                    .toResponse();
        }
        LOG.error("a request failed", failed);
        return Problems.failed().toResponse();
    }
}
