package io.coterie.feedback.response;

import jakarta.inject.Singleton;
import java.util.List;

/// Responses of people whom nobody knows yet.
@Singleton
public class WaitingResponses {
    private final Responses responses;

    WaitingResponses(Responses responses) {
        this.responses = responses;
    }

    /// From the one after the given position on.
    public List<SurveyResponse> after(String position, int most) {
        return responses.waiting(position, most);
    }
}
