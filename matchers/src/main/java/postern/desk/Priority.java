package postern.desk;

/** How urgent a ticket is. The order of the constants is the order of urgency. */
public enum Priority {
    LOW, NORMAL, HIGH, URGENT
}
