package postern.desk;

/** What is looked at in an agent's mail to a customer before it leaves. */
public enum AnswerCheck {
    /** A field of a template that nobody filled. */
    PLACEHOLDERS,
    /** The text speaks of an attachment, and there is none. */
    ATTACHMENT,
    /** An address, an order or a ticket of another customer, in the new text or in the quoted one. */
    OTHERS,
    /** Chinese to a customer who writes English, or the other way. */
    LANGUAGE,
    /** What the desk does not want to be promised. */
    PROMISES
}
