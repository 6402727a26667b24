package io.coterie.demo.suite;

/// The suite answered with an error.
public final class Refused extends RuntimeException {
    private final int status;

    Refused(String request, int status, String body) {
        super(request + " answered " + status + ": " + (body.length() > 600 ? body.substring(0, 600) + " …" : body));
        this.status = status;
    }

    public boolean isNotFound() {
        return status == 404;
    }
}
