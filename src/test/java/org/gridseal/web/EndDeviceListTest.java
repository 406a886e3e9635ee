package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.gridseal.headend.Identity;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Sfdi;
import org.gridseal.site.SiteId;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class EndDeviceListTest {
  private static final String PATH = "/api/v1/head-end/devices";

  /// Its SFDI has 11 digits (docs of IEEE 2030.5-2018 §6.3.2 pad it with a zero for people).
  private static final Lfdi SHORT = Lfdi.fromString("0671C144D27DC9E612AFE7DC6C79EC089ED3DCC5");

  private static final Lfdi LONG = Lfdi.fromString("3E4F45AB31EDFE5B67E343E5E4562E31984E23E5");

  @Test
  void isWhatTheSchemaAsksFor() throws Exception {
    byte[] xml =
        encoded(
            List.of(identity(SHORT, Identity.State.ALLOWED), identity(LONG, Identity.State.DENIED)),
            100_000);

    validate(xml);
    Element list = parse(xml).getDocumentElement();
    assertThat(list.getNamespaceURI()).isEqualTo("urn:ieee:std:2030.5:ns");
    assertThat(list.getAttribute("all")).isEqualTo("100000");
    assertThat(list.getAttribute("results")).isEqualTo("2");
    assertThat(list.getAttribute("href")).isEqualTo(PATH);
    Element first = (Element) list.getElementsByTagName("EndDevice").item(0);
    assertThat(first.getAttribute("href")).isEqualTo(PATH + "/" + SHORT);
    assertThat(text(first, "lFDI")).isEqualTo(SHORT.toString());
    assertThat(text(first, "sFDI")).isEqualTo("17298934539");
    assertThat(text(first, "changedTime")).isEqualTo("1893456000");
    assertThat(text(first, "enabled")).isEqualTo("true");
    Element second = (Element) list.getElementsByTagName("EndDevice").item(1);
    assertThat(text(second, "sFDI")).isEqualTo(Sfdi.of(LONG).toString());
    assertThat(text(second, "enabled")).isEqualTo("false");
  }

  @Test
  void isValidWhenThereIsNobody() throws Exception {
    validate(encoded(List.of(), 0));
  }

  /// The schema is no rubber stamp.
  @Test
  void wouldFailInAnotherOrder() throws Exception {
    byte[] swapped =
        new String(
                encoded(List.of(identity(LONG, Identity.State.ALLOWED)), 1), StandardCharsets.UTF_8)
            .replaceFirst("(<lFDI>.*</lFDI>)(<sFDI>.*</sFDI>)", "$2$1")
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> validate(swapped)).isInstanceOf(SAXException.class);
  }

  private static byte[] encoded(List<Identity> devices, long all) throws IOException {
    var out = new ByteArrayOutputStream();
    try (EndDeviceList list =
        EndDeviceList.of(
            reader -> {
              devices.forEach(reader);
              return devices.size();
            },
            all,
            PATH)) {
      list.writeTo(out);
    }
    return out.toByteArray();
  }

  private static void validate(byte[] xml) throws SAXException, IOException {
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    Schema schema =
        factory.newSchema(
            Objects.requireNonNull(
                EndDeviceListTest.class.getResource("/head-end/end-device-list.xsd")));
    schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml)));
  }

  private static Document parse(byte[] xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newNSInstance();
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
  }

  private static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }

  private static Identity identity(Lfdi lfdi, Identity.State state) {
    return new Identity(
        lfdi,
        Identity.Origin.CERTIFICATE,
        Optional.of(new DeviceId(new UUID(0, 1))),
        Optional.of(new SiteId(new UUID(0, 2))),
        Optional.of("T1"),
        Optional.of("ieee2030.5-device"),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        state,
        Instant.parse("2030-01-01T00:00:00.999Z"));
  }
}
