package postern.edge;

import java.time.Duration;
import postern.desk.EdgePolicy;

/** The desk's limits with one of them changed. */
final class Limits {
    private Limits() {
    }

    static EdgePolicy size(EdgePolicy p, long octets) {
        return new EdgePolicy(octets, p.recipients(), p.connections(), p.connectionsPerAddress(), p.mailsPerMinute(), p.spoolDepth(),
            p.freeDisk(), p.commandTimeout(), p.dataTimeout());
    }

    static EdgePolicy recipients(EdgePolicy p, int most) {
        return new EdgePolicy(p.messageSize(), most, p.connections(), p.connectionsPerAddress(), p.mailsPerMinute(), p.spoolDepth(),
            p.freeDisk(), p.commandTimeout(), p.dataTimeout());
    }

    static EdgePolicy connections(EdgePolicy p, int all, int perAddress) {
        return new EdgePolicy(p.messageSize(), p.recipients(), all, perAddress, p.mailsPerMinute(), p.spoolDepth(), p.freeDisk(),
            p.commandTimeout(), p.dataTimeout());
    }

    static EdgePolicy mailsPerMinute(EdgePolicy p, int most) {
        return new EdgePolicy(p.messageSize(), p.recipients(), p.connections(), p.connectionsPerAddress(), most, p.spoolDepth(),
            p.freeDisk(), p.commandTimeout(), p.dataTimeout());
    }

    static EdgePolicy times(EdgePolicy p, Duration command, Duration data) {
        return new EdgePolicy(p.messageSize(), p.recipients(), p.connections(), p.connectionsPerAddress(), p.mailsPerMinute(),
            p.spoolDepth(), p.freeDisk(), command, data);
    }
}
