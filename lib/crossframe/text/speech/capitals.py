"""The cities that govern lands: "Lima said no" is said by a government, and by nobody so called."""

from __future__ import annotations

# None that is a given name as well ("Sofia", "Victoria") or a usual surname ("Kingston", "Paris"
# behind a given name is one: a full name is told before anybody looks here).
CAPITALS = frozenset(
    """
    Abuja Accra Algiers Amman Ankara Ashgabat Asmara Astana Athens Baghdad Baku Bamako Bangkok
    Beijing Beirut Belgrade Berlin Bern Bishkek Bogota Bogotá Brasilia Bratislava Brussels
    Bucharest Budapest Cairo Canberra Caracas Chisinau Copenhagen Dakar Damascus Delhi Dhaka Dodoma
    Doha Dublin Dushanbe Hanoi Harare Havana Helsinki Islamabad Jakarta Jerusalem Juba Kabul
    Kampala Kathmandu Khartoum Kiev Kigali Kinshasa Kyiv Lima Lisbon Ljubljana Luanda Lusaka Madrid
    Managua Manila Maputo Minsk Mogadishu Moscow Muscat Nairobi Nicosia Oslo Ottawa Paris Peking
    Podgorica Prague Pretoria Pristina Pyongyang Quito Rabat Reykjavik Riga Riyadh Rome Sanaa
    Sarajevo Seoul Skopje Stockholm Taipei Tallinn Tashkent Tbilisi Tehran Teheran Tirana Tokyo
    Tripoli Tunis Ulaanbaatar Vienna Vientiane Vilnius Warsaw Windhoek Yerevan Zagreb
    """.split()  # noqa: SIM905
)
