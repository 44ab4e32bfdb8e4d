package postern.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import postern.desk.Endpoint;

/** {@code /health} and {@code /metrics} for the machines that watch. It asks for no password: keep it on loopback. */
final class HttpPort implements AutoCloseable {
    private static final int BACKLOG = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HttpPort(Endpoint endpoint, Supplier<Health.Report> health, PrometheusMeterRegistry meters) throws IOException {
        server = HttpServer.create(new InetSocketAddress(endpoint.host(), endpoint.port()), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/health", exchange -> {
            Health.Report report = health.get();
            answer(exchange, "/health", report.well() ? 200 : 503, "application/json", JSON.writeValueAsString(report.figures()) + "\n");
        });
        server.createContext("/metrics", exchange -> answer(exchange, "/metrics", 200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape()));
        server.start();
    }

    private static void answer(HttpExchange exchange, String path, int status, String type, String text) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            boolean get = exchange.getRequestMethod().equals("GET");
            if (!get && !exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(status, get ? body.length : -1);
            if (get) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
