package postern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks, all those in classes named {@code …Bench}: {@code mvn -q -pl matchers test -Dtest=Benchmarks}. Options of
 * JMH, such as a class and a profiler: {@code -Djmh="RulesBench -prof gc"}. No part of the usual tests.
 */
class Benchmarks {
    @Test
    void run() throws CommandLineOptionException, RunnerException {
        String options = System.getProperty("jmh", "").strip();
        CommandLineOptions line = new CommandLineOptions(options.isEmpty() ? new String[] {".*Bench"} : options.split("\\s+"));
        assertThat(new Runner(new OptionsBuilder().parent(line).addProfiler(CpuTime.class).build()).run()).isNotEmpty();
    }
}
