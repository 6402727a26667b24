package io.coterie.campaign.unsubscribe;

/// The pages behind the link: self-contained, without anything that names a person.
final class UnsubscribePage {
    /// Nothing is loaded, nobody may frame it, and its form goes nowhere else.
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    static final String QUESTION = page("Unsubscribe?", """
            <p>You will get no more messages of this kind.</p>
            <form method="post"><button type="submit">Unsubscribe</button></form>
            """);
    static final String DONE = page("You are unsubscribed", """
            <p>You will get no more messages of this kind. One that is already on its way may still arrive.</p>
            """);
    static final String UNKNOWN = page("This link does not work", """
            <p>It may have been cut off. Please copy the whole link from the message.</p>
            """);

    private UnsubscribePage() {}

    private static String page(String title, String content) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%1$s</title>
                <style>
                :root { color-scheme: light dark }
                body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 15vh auto; padding: 0 1.5rem }
                button { font: inherit; padding: .6rem 1.4rem; border: 0; border-radius: .4rem; background: #1f4fd8;
                         color: #fff; cursor: pointer }
                button:focus-visible { outline: 3px solid #9db8ff; outline-offset: 2px }
                </style>
                </head>
                <body>
                <main>
                <h1>%1$s</h1>
                %2$s</main>
                </body>
                </html>
                """.formatted(title, content);
    }
}
