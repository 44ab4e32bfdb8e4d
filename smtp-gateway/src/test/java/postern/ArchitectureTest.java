package postern;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.IDN;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.mailet.base.GenericMailet;
import org.apache.mailet.base.GenericMatcher;
import org.junit.jupiter.api.Test;

/** The layers, names and sizes that the house keeps. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("postern");
    private static final List<String> MODULES = List.of("matchers", "mailets", "smtp-gateway");
    private static final int FILE_LINES = 300;
    private static final int MAILET_LINES = 60;
    private static final int METHOD_LINES = 40;
    /** In the house's layout a member begins with four blanks, and its block ends with a brace behind as many. */
    private static final Pattern MEMBER = Pattern.compile("(?m)^((?: {4})+)(?! |//|\\*|@|}|(?:return|throw|if|for|while|switch|try|else)\\b"
        + "|.*(?:->|\\brecord |\\bclass ))[^=;\n]*\\(.*\\{\n(?:.*\n)*?\\1}\n");
    private static final int PARAMETERS = 6;

    @Test
    void gatewayUsesMailetsUsesMatchersAndNeverBack() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
        .layer("look").definedBy("postern.desk..", "postern.letter..", "postern.triage..", "postern.matchers..")
        .layer("change").definedBy("postern.store..", "postern.tickets..", "postern.archive..", "postern.gestures..", "postern.clocks..", "postern.learning..", "postern.keeping..", "postern.masking..", "postern.replies..", "postern.index..", "postern.mailets..")
        .layer("connect").definedBy("postern.edge..", "postern.spool..", "postern.mailbox..", "postern.search..", "postern.lookup..", "postern.accounts..", "postern.imap..",
            "postern.server..", "postern.submission..", "postern.meters..", "postern.explain..", "postern.customers..", "postern.demo..", "postern.bench..",
            "postern.classifier..", "postern.custody..", "postern.evidence..", "postern.trial..", "postern.backup..", "postern.replay..", "postern.outgoing..")
        .whereLayer("change").mayOnlyBeAccessedByLayers("connect")
        .whereLayer("connect").mayNotBeAccessedByAnyLayer().check(OURS);
    }

    @Test
    void whatLooksDoesNoInputOrOutput() {
        noClasses()
        .that().resideInAnyPackage("postern.desk..", "postern.letter..", "postern.triage..", "postern.matchers..")
        .should().dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.channels..", "java.sql..", "javax.sql..").and(not(type(IDN.class))))
        .orShould().dependOnClassesThat().areAssignableTo(Files.class)
        .orShould().dependOnClassesThat().areAssignableTo(java.io.File.class)
        .orShould().dependOnClassesThat().areAssignableTo(java.io.FileInputStream.class)
        .orShould().callMethod(System.class, "currentTimeMillis")
        .orShould().callMethod(System.class, "nanoTime")
        .orShould().callMethod(java.time.Instant.class, "now")
        .orShould().callMethod(java.time.Clock.class, "systemUTC").check(OURS);
    }

    @Test
    void whatChangesOpensNoSocketsAndKnowsNoServer() {
        noClasses()
        .that().resideInAnyPackage("postern.store..", "postern.tickets..", "postern.archive..", "postern.gestures..", "postern.learning..", "postern.keeping..", "postern.masking..", "postern.replies..", "postern.index..", "postern.mailets..")
        .should().dependOnClassesThat().resideInAnyPackage("java.net..", "javax.net..", "io.netty..", "com.google.inject..", "org.subethamail..").check(OURS);
    }

    @Test
    void decisionsKnowNeitherJamesNorTables() {
        noClasses()
        .that().resideInAnyPackage("postern.desk..", "postern.letter..", "postern.triage..")
        .should().dependOnClassesThat().resideInAnyPackage("org.apache.james.mailbox..", "org.apache.james.queue..", "org.apache.mailet..", "java.sql..").check(OURS);
    }

    @Test
    void theVocabularyKnowsNobody() {
        noClasses().that().resideInAPackage("postern.desk")
        .should().dependOnClassesThat().resideInAnyPackage("postern.letter..", "postern.triage..", "postern.matchers..", "postern.desk.file..").check(OURS);
    }

    @Test
    void theEdgeKnowsNeitherMailboxNorFlow() {
        noClasses().that().resideInAPackage("postern.edge..")
        .should().dependOnClassesThat().resideInAnyPackage("postern.mailbox..", "postern.spool..", "postern.mailets..", "postern.tickets..", "postern.server..").check(OURS);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("postern.(*)..").should().beFreeOfCycles()
            // Main names the commands of all packages; nobody names Main.
            .ignoreDependency(name("postern.server.Main"), alwaysTrue()).check(OURS);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
        .should().haveSimpleNameEndingWith("Impl")
        .orShould().haveNameMatching(".*(Utils?|Helper|Manager|Info|Data|Processor|Handler)")
        .orShould().haveNameMatching(".*\\.(Abstract|Base)[A-Z]\\w*").check(OURS);
    }

    @Test
    void nothingStaticChanges() {
        fields().that().areStatic().and().doNotHaveModifier(JavaModifier.SYNTHETIC).should().beFinal().check(OURS);
    }

    @Test
    void matchersAreJamesMatchers() {
        classes().that().resideInAPackage("postern.matchers").and().arePublic()
        .and().areAssignableTo(org.apache.mailet.Matcher.class).should().beAssignableTo(GenericMatcher.class).check(OURS);
    }

    @Test
    void whatJamesNamesIsAMailet() {
        classes().that().resideInAPackage("postern.mailets").and().arePublic()
        .and().areAssignableTo(org.apache.mailet.Mailet.class).should().beAssignableTo(GenericMailet.class).check(OURS);
    }

    @Test
    void everyPackageSaysWhatAMailMeetsThere() throws IOException {
        List<Path> silent = new ArrayList<>();
        for (Path source : sources("main")) {
            if (!Files.exists(source.resolveSibling("package-info.java"))) {
                silent.add(source.getParent());
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void filesAndMailetsStaySmall() throws IOException {
        Map<Path, Integer> long_ = new TreeMap<>();
        for (Path source : Stream.concat(sources("main").stream(), sources("test").stream()).toList()) {
            int lines = Files.readAllLines(source).size();
            boolean mailet = source.getParent().endsWith("mailets") && Files.readString(source).contains("extends GenericMailet");
            if (lines > (mailet ? MAILET_LINES : FILE_LINES)) {
                long_.put(source, lines);
            }
        }
        assertThat(long_).isEmpty();
    }

    @Test
    void methodsStaySmall() throws IOException {
        Map<String, Long> long_ = new TreeMap<>();
        for (Path source : sources("main")) {
            MEMBER.matcher(Files.readString(source)).results().map(MatchResult::group).filter(method -> method.lines().count() > METHOD_LINES)
                .forEach(method -> long_.put(source.getFileName() + ": " + method.lines().findFirst().orElseThrow().strip(), method.lines().count()));
        }
        assertThat(long_).isEmpty();
    }

    /** Maven compiles each module's tests by themselves. */
    @Test
    void testsOfAModuleNeedNoTestsOfAnother() throws IOException {
        Map<String, String> modules = new TreeMap<>();
        for (Path source : sources("test")) {
            modules.put(typeOf(source), moduleOf(source));
        }
        List<String> borrowed = new ArrayList<>();
        for (Path source : sources("test")) {
            Files.readAllLines(source).stream().filter(line -> line.startsWith("import postern."))
                .map(line -> line.substring("import ".length(), line.length() - 1))
                .filter(type -> !modules.getOrDefault(type, moduleOf(source)).equals(moduleOf(source)))
                .forEach(type -> borrowed.add(typeOf(source) + " needs " + type));
        }
        assertThat(borrowed).isEmpty();
    }

    private static String typeOf(Path source) {
        String path = source.toString();
        return path.substring(path.indexOf("/java/") + "/java/".length(), path.length() - ".java".length()).replace('/', '.');
    }

    private static String moduleOf(Path source) {
        return MODULES.stream().filter(module -> source.toString().contains("/" + module + "/src/")).findFirst().orElseThrow();
    }

    @Test
    void constructorsTakeFewParts() {
        List<String> wide = OURS.stream().filter(type -> !type.isRecord() && !type.isEnum() && !type.isAnonymousClass())
            .flatMap(type -> type.getConstructors().stream())
            .filter(constructor -> constructor.getRawParameterTypes().size() > PARAMETERS)
            .filter(constructor -> !extendsJames(constructor.getOwner()))
            .map(constructor -> constructor.getFullName()).toList();
        assertThat(wide).isEmpty();
    }

    private static boolean extendsJames(JavaClass type) {
        return type.getRawSuperclass().filter(above -> above.getName().startsWith("org.apache.james")).isPresent();
    }

    private static List<Path> sources(String set) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            Path root = Path.of("").toAbsolutePath().resolveSibling(module).resolve("src").resolve(set).resolve("java");
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
