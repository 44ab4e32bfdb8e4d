package postern.customers;

/** A source gave no answer. Its message is a few words without anything of the customer or a secret. */
final class Unanswered extends Exception {
    private static final long serialVersionUID = 1;

    Unanswered(String message) {
        super(message);
    }
}
