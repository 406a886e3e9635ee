package org.gridseal.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.gridseal.headend.Identity;
import org.gridseal.site.Sfdi;

/// A page of identities in the words of IEEE 2030.5-2018: an EndDeviceList, for servers that speak
/// nothing else.
///
/// It has what the standard has a place for. State is `enabled`; what a renewed device took over
/// from, and until when both count, has no place there and is in the JSON.
final class EndDeviceList {
  static final String MEDIA_TYPE = "application/sep+xml";
  static final String NAMESPACE = "urn:ieee:std:2030.5:ns";

  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  /// A few elements of fixed length.
  private static final int OCTETS_OF_ONE = 320;

  private EndDeviceList() {}

  /// @param all how many there are on all pages
  /// @param path of the list, below which each has its own
  static byte[] encoded(List<Identity> page, long all, String path) {
    var out = new ByteArrayOutputStream(OCTETS_OF_ONE * (page.size() + 1));
    try {
      XMLStreamWriter xml = XML.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeStartElement("EndDeviceList");
      xml.writeDefaultNamespace(NAMESPACE);
      xml.writeAttribute("all", Long.toString(all));
      xml.writeAttribute("href", path);
      xml.writeAttribute("results", Integer.toString(page.size()));
      for (Identity identity : page) {
        write(xml, identity, path);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("what is written to memory can be written", e);
    }
    return out.toByteArray();
  }

  /// In the order of the schema: what every device has, then what an end device adds.
  private static void write(XMLStreamWriter xml, Identity identity, String path)
      throws XMLStreamException {
    xml.writeStartElement("EndDevice");
    xml.writeAttribute("href", path + "/" + identity.lfdi());
    element(xml, "lFDI", identity.lfdi().toString());
    element(xml, "sFDI", Sfdi.of(identity.lfdi()).toString());
    element(xml, "changedTime", Long.toString(identity.changedAt().getEpochSecond()));
    element(xml, "enabled", Boolean.toString(identity.isEnabled()));
    xml.writeEndElement();
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
