package postern.desk.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes {@code conf/desk.schema.json} when the description of the file changed, and fails that once. */
class DeskSchemaTest {
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Test
    void theSchemaBesideTheSampleIsTheOneOfThisBuild() throws IOException {
        String made = json.writeValueAsString(DeskFile.schema()).replace("\r\n", "\n") + "\n";
        Path file = SampleDesk.conf().resolve("desk.schema.json");
        String there = Files.exists(file) ? Files.readString(file) : "";
        if (!made.equals(there)) {
            Files.writeString(file, made);
        }
        assertThat(there).as("conf/desk.schema.json was out of date and is now written anew: look at the change and commit it").isEqualTo(made);
    }

    @Test
    void theSampleIsValidAndNamesItsSchema() throws IOException {
        assertThat(SampleDesk.text()).startsWith("# yaml-language-server: $schema=desk.schema.json\n");
        assertThat(mistakes(SampleDesk.text())).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        folder: Returns      | folders: Returns       | a key that is not known
        domain: shop.example |                        | a key that is missing
        tier: 3              | tier: 4                | a number out of range
        mon-fri:             | mon-sup:               | a day that is none
        09:00-12:00          | 9-12                   | hours that are none
        lead: true           | lead: 'yes'            | neither true nor false
        priority: urgent     | priority: very         | a word that is not in the list
        """)
    void editorsSeeWhatTheGatewayRefuses(String right, String wrong, String why) throws IOException {
        String text = SampleDesk.text().replaceFirst(java.util.regex.Pattern.quote(right), wrong == null ? "" : wrong);
        assertThat(mistakes(text)).as(why).isNotEmpty();
        assertThat(DeskFile.read("desk.yaml", text)).as(why).isInstanceOf(Checked.Wrong.class);
    }

    private Set<ValidationMessage> mistakes(String yaml) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(json.<JsonNode>valueToTree(DeskFile.schema()));
        return schema.validate(new YAMLMapper().readTree(yaml));
    }
}
