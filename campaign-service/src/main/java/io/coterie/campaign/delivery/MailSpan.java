package io.coterie.campaign.delivery;

import io.coterie.campaign.smtp.Submission;
import io.coterie.kit.trace.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/// The end of a trace that began with a fact: the mail goes out. The delivery's id stands beside every line of the log
/// meanwhile.
final class MailSpan {
    private static final String DELIVERY_ID = "deliveryId";

    private MailSpan() {}

    static Submission of(Claim.Mail mail, Supplier<Submission> sending) {
        Due.Identity delivery = mail.due().identity();
        var span = Traces.span("send mail", delivery.trace())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("coterie.delivery.id", delivery.id().toString())
                .setAttribute("coterie.campaign", delivery.campaign())
                .setAttribute("network.protocol.name", "smtp");
        MDC.put(DELIVERY_ID, delivery.id().toString());
        try {
            return Traces.within(span, () -> told(sending.get()));
        } finally {
            MDC.remove(DELIVERY_ID);
        }
    }

    private static Submission told(Submission submission) {
        Span span = Span.current().setAttribute("coterie.outcome", outcome(submission));
        if (!(submission instanceof Submission.Accepted)) {
            span.setStatus(StatusCode.ERROR);
        }
        return submission;
    }

    private static String outcome(Submission submission) {
        return switch (submission) {
            case Submission.Accepted ignored -> "accepted";
            case Submission.Refused refused -> "refused";
            case Submission.NotSent notSent -> "not sent";
            case Submission.Unanswered ignored -> "unanswered";
        };
    }
}
