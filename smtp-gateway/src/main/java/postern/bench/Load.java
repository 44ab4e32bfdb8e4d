package postern.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The load client's process, seen from the gateway's. For one thread. */
final class Load implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader news;
    private final Writer orders;

    private Load(Process process) {
        this.process = process;
        this.news = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Starts the process with this process' Java and class path. */
    static Load start() throws IOException {
        return new Load(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), LoadClient.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
    }

    /** Port of the company mail server that it plays. Call first. */
    int companyPort() throws IOException {
        return next().port();
    }

    /** Lets it work. @return what it measured */
    LoadResult run(LoadPlan plan, Consumer<LoadNews> listener) throws IOException {
        orders.write(JSON.writeValueAsString(plan) + "\n");
        orders.flush();
        while (true) {
            LoadNews now = next();
            listener.accept(now);
            if (now.stage() == LoadNews.Stage.DONE) {
                return now.result();
            }
        }
    }

    private LoadNews next() throws IOException {
        String line = news.readLine();
        if (line == null) {
            throw new IOException("the load client ended without a result");
        }
        return JSON.readValue(line, LoadNews.class);
    }

    @Override
    public void close() throws IOException {
        orders.close();
        process.destroy();
    }
}
