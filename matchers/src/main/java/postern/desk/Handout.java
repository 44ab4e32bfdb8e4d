package postern.desk;

/** Who says which agent of a team gets a ticket. */
public enum Handout {
    /** The agents: they take tickets out of the team's folder. */
    QUEUE,
    /** The gateway: each ticket goes into the folder of one agent, or waits in the team's until one is free. */
    AUTO
}
