package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.report.TestGate.Untested;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitXmlTest {
    private static final TestGate ALL = new TestGate(Untested.ALLOWED, OptionalInt.of(100));

    @Test
    void writesASuiteASubject() throws IOException {
        assertEquals(golden("test-failed.xml"), xml(TestGate.STANDARD).of(List.of(TestSamples.failed())));
    }

    @Test
    void writesTheCoverageThatIsAskedFor() throws IOException {
        assertEquals(golden("test-coverage.xml"), xml(ALL).of(List.of(TestSamples.unnoticed(), TestSamples.etm())));
    }

    @Test
    void skipsARuleThatNeedsNoCase() throws Exception {
        Document document = parsed(xml(ALL).of(List.of(TestSamples.failed())));

        assertEquals(1, document.getElementsByTagName("skipped").getLength());
    }

    @Test
    void givesWhatAParserReadsBack() throws Exception {
        Document document = parsed(xml(TestGate.STANDARD).of(List.of(TestSamples.failed())));

        Element test = (Element) document.getElementsByTagName("testcase").item(2);
        assertEquals("names are, 100 %: carried \\u0007over", test.getAttribute("name"));
        assertEquals("ete.overlay:users", test.getAttribute("classname"));
        assertEquals("sql/ete/cases/users/first.yml", test.getAttribute("file"));
    }

    @Test
    void writesAWholeFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("junit.xml"), "old");

        xml(ALL).write(List.of(TestSamples.etm()), file);

        assertEquals(xml(ALL).of(List.of(TestSamples.etm())), Files.readString(file));
        assertEquals(1, folder.toFile().list().length);
    }

    @Test
    void namesTheFileThatCannotBeWritten(@TempDir Path folder) {
        Path file = folder.resolve("away/junit.xml");

        MergeException failure =
                assertThrows(MergeException.class, () -> xml(ALL).write(List.of(TestSamples.etm()), file));

        assertEquals(
                "The report " + file + " cannot be written (NoSuchFileException)."
                        + " Make room for it in a folder that this account may write. [E506]",
                failure.getMessage());
    }

    private static JUnitXml xml(TestGate gate) {
        return new JUnitXml(gate, TestSamples.FOLDER);
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(JUnitXmlTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
